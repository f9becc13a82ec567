package assessment

// ReadWithin is Read with a limit of the test's.
var ReadWithin = read
