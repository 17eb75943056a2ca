//go:build !failpoint

package main

import (
	"time"

	"restday/bot"
	"restday/storage"
)

// doors are the ways through which the house reaches its store and its
// platforms. A build with the tag failpoint has others, through which a test
// ends the program or shifts its clock.
type doors = storage.Store

func throughDoors(s *storage.Store) *doors { return s }

func (h *house) sender(p bot.Platform) bot.Platform { return p }

// wallClock is the time of day.
func wallClock() time.Time { return time.Now() }
