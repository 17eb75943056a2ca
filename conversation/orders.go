package conversation

import (
	"strings"

	"restday/lang"
)

// orders are the ways to give a command in words.
type orders struct {
	whole    map[string]string // whole replies
	gists    map[string]string // the same without words that have no weight
	begins   map[string]string // first words of a reply, the rest is the command's
	ends     map[string]string // the last word of such a reply
	polite   map[string]bool
	courtesy map[string]bool // every word of them
}

// fillOrders learns the commands; every word without weight is known by now.
func (l *Lexicon) fillOrders(v vocabulary) {
	for _, p := range v.Polite {
		l.orders.polite[lang.Fold(p)] = true
		for _, w := range strings.Fields(lang.Fold(p)) {
			l.orders.courtesy[w] = true
		}
	}
	for command, phrases := range v.Orders {
		for _, p := range phrases {
			l.learn(p, true)
			l.orders.whole[lang.Fold(p)] = command
			l.addGist(command, l.gist(strings.Fields(lang.Fold(p))))
		}
	}
	for command, phrases := range v.Begins {
		for _, p := range phrases {
			l.orders.begins[lang.Fold(p)] = command
		}
	}
	for command, phrases := range v.Ends {
		for _, p := range phrases {
			l.orders.ends[lang.Fold(p)] = command
		}
	}
}

// addGist learns the gist of a command; one that two commands share is neither's.
func (l *Lexicon) addGist(command string, words []string) {
	gist := strings.Join(words, " ")
	switch other, taken := l.orders.gists[gist]; {
	case len(words) < 2:
	case taken && other != command:
		l.orders.gists[gist] = ""
	default:
		l.orders.gists[gist] = command
	}
}

// gist leaves out the words of a command that have no weight: "could you please
// show me my week".
func (l *Lexicon) gist(words []string) []string {
	var gist []string
	for _, w := range words {
		if !l.orders.courtesy[w] && !(token{sense: l.phrases[w]}).light() {
			gist = append(gist, w)
		}
	}
	return gist
}

// command reads a reply that is a command's name, or begins with one that takes
// words behind it.
func (l *Lexicon) command(text, flat string) (name, args string) {
	if command, ok := l.orders.whole[flat]; ok { // "??"
		name, args, _ = strings.Cut(command, " ")
		return name, args
	}
	if name, args = l.commandWith(strings.Fields(text)); name != "" {
		return name, args
	}
	words := strings.FieldsFunc(flat, func(r rune) bool { return strings.ContainsRune(" ,.!?;:", r) })
	for i, w := range words {
		words[i] = l.known(w)
	}
	name, args, _ = strings.Cut(l.order(words), " ")
	return name, args
}

// commandWith reads a command that takes the words behind it, or before it.
func (l *Lexicon) commandWith(typed []string) (name, args string) {
	for len(typed) > 1 && l.orders.polite[lang.Fold(strings.Trim(plainer(typed[0]), ",."))] {
		typed = typed[1:]
	}
	for n := min(len(typed)-1, l.longest); n > 0; n-- {
		if name, ok := l.orders.begins[lang.Fold(plainer(strings.Join(typed[:n], " ")))]; ok {
			return name, strings.TrimRight(strings.Join(typed[n:], " "), ".!")
		}
	}
	if last := len(typed) - 1; last > 0 {
		if name, ok := l.orders.ends[lang.Fold(plainer(typed[last]))]; ok {
			return name, strings.Join(typed[:last], " ")
		}
	}
	return "", ""
}

// order finds the command that words are, as they stand or in their gist.
func (l *Lexicon) order(words []string) string {
	whole := words
	for len(words) > 0 {
		if command, ok := l.orders.whole[strings.Join(words, " ")]; ok {
			return command
		}
		switch {
		case l.orders.polite[words[0]]:
			words = words[1:]
		case l.orders.polite[words[len(words)-1]]:
			words = words[:len(words)-1]
		default:
			words = nil
		}
	}
	gist := strings.Join(l.gist(whole), " ")
	if meaningful(l.scan(gist)) {
		return "" // "one hour of sleep" is not "in one hour"
	}
	return l.orders.gists[gist]
}

// orderIn finds a command among words that say nothing else a check-in could
// want: "no time right now ask me later".
func (l *Lexicon) orderIn(words []string) string {
	gist := l.gist(words)
	for n := len(gist) - 1; n > 1; n-- {
		for _, cut := range []int{0, len(gist) - n} {
			name := l.orders.gists[strings.Join(gist[cut:cut+n], " ")]
			if inSentence(name) && l.aside(gist[:cut]) && l.aside(gist[cut+n:]) {
				return name
			}
		}
	}
	return ""
}

// inSentence tells whether a command is one that people give in a whole sentence.
func inSentence(command string) bool {
	switch command {
	case "later", "week", "mydata", "forget", "help", "settings":
		return true
	}
	return false
}

// aside tells whether words are no part of a check-in, and turn nothing round.
func (l *Lexicon) aside(words []string) bool {
	for _, w := range words {
		if s := l.phrases[w]; s.role != unknown && s.role != join && s.role != beside && s.role != cause {
			return false
		}
	}
	return true
}
