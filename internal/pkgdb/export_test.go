package pkgdb

// SQLiteBlobs lets a test take the fixture's headers for another container.
var SQLiteBlobs = sqliteBlobs
