package main

import "strings"

// parseCmd shows what the bot would record from a reply, with no question open.
type parseCmd struct {
	Lang string   `placeholder:"en" help:"The language of the words."`
	Text []string `arg:"" help:"The reply; -- before it ends the options."`
}

// Run writes the meaning as JSON.
func (cmd parseCmd) Run(p *program) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	flow, err := newFlow(c)
	if err != nil {
		return err
	}
	if err := flow.CheckLanguage(cmd.Lang); err != nil {
		return err
	}
	meaning, err := encode(flow.Parse(cmd.Lang, strings.Join(cmd.Text, " ")))
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(meaning)
	return err
}
