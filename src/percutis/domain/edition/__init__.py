"""The types of an edition: what the cited protocol holds, file by file. Reading the files is `percutis.protocol`."""
