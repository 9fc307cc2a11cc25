"""What people open in a browser: report pages, the operator's page, the setup."""
