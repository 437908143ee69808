"""The pages, one module for each door: drawn on the server, whole without a script."""
