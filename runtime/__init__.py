"""Composition: settings, the embedded platform, the supervisor and the demo."""
