"""Writers of the export formats, one file a format."""
