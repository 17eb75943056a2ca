// Package plan knows sessions: the catalogue that gentler days are taken from,
// and the week an athlete trains by until there is a plan. It is pure.
package plan
