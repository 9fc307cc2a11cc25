"""The App that GitHub made from a manifest."""

from bot.github.client import PUBLIC_API, Client, Object


def convert_manifest(code: str, api_url: str = PUBLIC_API) -> Object:
    """The App behind a code that is good once and for an hour: `id`, `slug`, `html_url`, `webhook_secret`, `pem`.

    Raises:
        ForgeError: GitHub does not know the code, or does not answer.
    """
    return Client("", api_url=api_url, pacing=0).write("POST", f"/app-manifests/{code}/conversions")
