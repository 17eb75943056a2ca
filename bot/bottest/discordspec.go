package bottest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// discordSpec is Discord's OpenAPI document, whose schemas are JSON Schema.
type discordSpec struct {
	bodies map[string]*jsonschema.Schema // by "POST /channels/*/messages"
}

const discordSpecName = "discord-openapi.json"

// publishedDiscordSpec is the specification in the folder that RESTDAY_SHARED
// names, nil without one: a constant table, too big to be read for each server.
var publishedDiscordSpec = sync.OnceValues(func() (*discordSpec, error) {
	shared := os.Getenv("RESTDAY_SHARED")
	if shared == "" {
		return nil, nil
	}
	return loadDiscordSpec(filepath.Join(shared, "specs", discordSpecName))
})

// loadDiscordSpec compiles the schema of every operation of discordRoutes that
// takes a body.
func loadDiscordSpec(path string) (*discordSpec, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load discord's specification: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("load discord's specification %s: %w", path, err)
	}
	var index struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(raw, &index); err != nil {
		return nil, fmt.Errorf("load discord's specification %s: %w", path, err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource(discordSpecName, doc); err != nil {
		return nil, fmt.Errorf("load discord's specification %s: %w", path, err)
	}
	s := &discordSpec{bodies: map[string]*jsonschema.Schema{}}
	for _, route := range discordRoutes() {
		if err := s.add(compiler, route, index.Paths); err != nil {
			return nil, fmt.Errorf("discord's specification has no %s %s: %w", route.method, route.pattern, err)
		}
	}
	return s, nil
}

// add compiles the schema of one route's body.
func (s *discordSpec) add(compiler *jsonschema.Compiler, route discordRoute, paths map[string]map[string]json.RawMessage) error {
	method := strings.ToLower(route.method)
	for path, operations := range paths {
		if discordPattern(path) != route.pattern || operations[method] == nil {
			continue
		}
		var operation struct {
			Body *struct{} `json:"requestBody"`
		}
		if err := json.Unmarshal(operations[method], &operation); err != nil || operation.Body == nil {
			return err
		}
		pointer := strings.NewReplacer("~", "~0", "/", "~1").Replace(path)
		at := discordSpecName + "#/paths/" + pointer + "/" + method + "/requestBody/content/application~1json/schema"
		schema, err := compiler.Compile(at)
		s.bodies[route.method+" "+route.pattern] = schema
		return err
	}
	return fmt.Errorf("no such path")
}

// discordPattern turns "/channels/{channel_id}/messages" into "/channels/*/messages".
func discordPattern(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// check lists what the specification, or Discord's documented limit of 2000
// characters for bots, forbids in one request.
func (s *discordSpec) check(method, pattern string, body []byte) []string {
	operation := method + " " + pattern
	schema := s.bodies[operation]
	switch {
	case schema == nil && len(body) == 0:
		return nil
	case schema == nil:
		return []string{operation + ": takes no body"}
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []string{fmt.Sprintf("%s: %v", operation, err)}
	}
	if err := schema.Validate(value); err != nil {
		return []string{fmt.Sprintf("%s: %v", operation, err)}
	}
	if n := discordLength(value); n > 2000 {
		return []string{fmt.Sprintf("%s: content of %d characters", operation, n)}
	}
	return nil
}

// discordLength returns the length of the longest content in a body.
func discordLength(value any) int {
	object, ok := value.(map[string]any)
	if !ok {
		return 0
	}
	text, _ := object["content"].(string) // absent is ""
	return max(utf8.RuneCountInString(text), discordLength(object["data"]))
}
