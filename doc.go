// Package restday holds the words the whole program shares: who an athlete is,
// what a check-in records, what was planned and done, and the messages that go
// in and out. It imports only the standard library; everything else imports it.
package restday
