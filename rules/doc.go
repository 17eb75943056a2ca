// Package rules turns what an athlete reported, planned and did into today's
// decision, with every reason named. It is pure: no clock, no disk, no network.
//
// A rule is a file in library: a condition over facts (facts.go), the ceiling
// it sets, the words, the source and two examples. Decide (decide.go) works out
// the facts, asks every rule in order, and takes the lowest ceiling.
//
// Marks like (f.4) or (b.1) in comments name the paragraph of the team's rule
// book, rules.md, from which a number or a decision comes. The rule book is kept
// beside the repository; what an athlete may see of it stands as source in each
// rule's file.
package rules
