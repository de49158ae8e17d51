"""The report as a page: what it shows as columns, compressed; the script that draws them is built in `web/`."""
