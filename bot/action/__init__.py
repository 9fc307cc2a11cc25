"""The GitHub Action: an event file in, a Review on the pull request out. It reads git objects only, never the files of the checkout."""
