"""The channels that the settings have, by their names."""

from collections.abc import Callable
from datetime import datetime

from notifier.channels.channel import MessageChannel
from notifier.channels.email_channel import EmailChannel
from notifier.channels.http_posts import HttpPosts
from notifier.channels.notify_channel import NotifyChannel
from notifier.channels.quiet_clients import quieten_clients
from notifier.channels.teams_channel import TeamsChannel
from notifier.channels.webhook_channel import WebhookChannel
from runtime.settings import Settings


def message_channels(
    settings: Settings, clock: Callable[[], datetime]
) -> dict[str, MessageChannel]:
    """`email`, `notify`, `webhook` and `teams`, those that are set.

    The part that calls this needs `runtime.settings.CHANNELS` in its environment. `clock` gives
    the present, an aware instant.
    """
    quieten_clients()
    posts = HttpPosts(settings.send_seconds, clock)
    channels: list[MessageChannel] = []
    if settings.mail_server:
        channels.append(EmailChannel(settings.mail_server, settings.send_seconds, clock))
    if settings.notify:
        channels.append(NotifyChannel(settings.notify, posts))
    if settings.webhooks:
        channels.append(WebhookChannel(settings.webhooks, posts))
    if settings.teams:
        channels.append(TeamsChannel(settings.teams, posts))
    return {channel.name: channel for channel in channels}
