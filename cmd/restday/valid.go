package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"restday"
)

func validDatabase(s string) error {
	if s == "" {
		return errors.New("give a file path, or postgres://user@host/name")
	}
	return nil
}

// validNumber takes a telephone number, perhaps with a name before it.
func validNumber(s string) error {
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if s != "" && (!strings.ContainsAny(s, "0123456789") || len(s) > 60 || strings.ContainsFunc(s, unprintable)) {
		return errors.New("give a telephone number in one short line, like 112")
	}
	return nil
}

// validToken names no token in its error.
func validToken(s string) error {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("a token is one word without spaces; copy it again")
	}
	return nil
}

func validURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("give a URL like https://example.org")
	}
	return nil
}

func validDefaultZone(s string) error {
	if s == "" {
		return nil
	}
	return validZone(s)
}

// validZone refuses "Local", which Go knows and no other program does.
func validZone(s string) error {
	if _, err := time.LoadLocation(s); err != nil || s == "" || s == "Local" {
		return fmt.Errorf("%q is not a time zone like Europe/Berlin", s)
	}
	return nil
}

func validClock(s string) error {
	_, err := restday.ParseClock(s)
	return err
}

// chatForms is what a private chat's id looks like on each platform.
var chatForms = map[string]*regexp.Regexp{
	"telegram": regexp.MustCompile(`^\d{1,19}$`),
	"discord":  regexp.MustCompile(`^\d{1,20}$`),
	"terminal": regexp.MustCompile(`^me$`),
}

// validChat refuses an address that no message could ever reach.
func validChat(a restday.Address) error {
	form, ok := chatForms[a.Platform]
	switch {
	case !ok:
		return fmt.Errorf("platform: %q is none of telegram, discord, terminal", a.Platform)
	case !form.MatchString(a.Chat):
		return fmt.Errorf("chat: %q is no person's id on %s", a.Chat, a.Platform)
	}
	return nil
}

func validAddresses(s string) error {
	if s == "" {
		return nil
	}
	for one := range strings.SplitSeq(s, ",") {
		a, err := restday.ParseAddress(one)
		if err == nil {
			err = validChat(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func validLanguage(s string) error {
	if !languageTag.MatchString(s) {
		return fmt.Errorf("%q is not a language like en", s)
	}
	return nil
}

func validListen(s string) error {
	if s == notObserved {
		return nil
	}
	_, port, err := net.SplitHostPort(s)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q is not an address like 127.0.0.1:9464, nor %q", s, notObserved)
	}
	return nil
}

func (c checkIn) check() error {
	switch {
	case c.Window <= 0 || c.Window > 24*time.Hour:
		return fmt.Errorf("window: %s is not between 1m and 24h", c.Window)
	case c.Late < 0 || c.Late > 24*time.Hour:
		return fmt.Errorf("late: %s is not between 0s and 24h", c.Late)
	}
	return nil
}

// machineZone returns the IANA name of this machine's zone, "UTC" when it has none.
func machineZone() string {
	for _, name := range []string{time.Local.String(), linkedZone("/etc/localtime")} {
		if validZone(name) == nil {
			return name
		}
	}
	return "UTC"
}

// linkedZone reads the name from a link like /usr/share/zoneinfo/Europe/Berlin.
func linkedZone(link string) string {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return ""
	}
	_, name, _ := strings.Cut(filepath.ToSlash(target), "zoneinfo/")
	return name
}
