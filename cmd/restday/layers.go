package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"restday/rules"
)

// library loads the rules that a configuration names.
func (c config) library() (*rules.Library, error) {
	layers, err := layersOf(c.Rules)
	if err != nil {
		return nil, err
	}
	return rules.Builtin(layers...)
}

func validRules(s string) error {
	_, err := layersOf(s)
	return err
}

// layersOf opens folders and files of rules, separated by commas.
func layersOf(list string) (layers []rules.Layer, err error) {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		layer, err := layerOf(name)
		if err != nil {
			return nil, err
		}
		layers = append(layers, layer)
	}
	return layers, nil
}

// layerOf opens one folder, or one file as a folder with nothing else in it.
func layerOf(name string) (rules.Layer, error) {
	info, err := os.Stat(name)
	if err != nil {
		return rules.Layer{}, fmt.Errorf("open the rules: %w", err)
	}
	if info.IsDir() {
		return rules.Layer{Name: filepath.ToSlash(name), Files: os.DirFS(name)}, nil
	}
	folder, file := filepath.Split(name)
	folder = filepath.Clean(folder)
	return rules.Layer{Name: filepath.ToSlash(folder), Files: onlyFile{os.DirFS(folder), file}}, nil
}

// onlyFile is a folder in which there is nothing but one file.
type onlyFile struct {
	fs.FS
	name string
}

// Open implements fs.FS.
func (f onlyFile) Open(name string) (fs.File, error) {
	if name != f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.FS.Open(name)
}

// Glob implements fs.GlobFS.
func (f onlyFile) Glob(pattern string) ([]string, error) {
	match, err := filepath.Match(pattern, f.name)
	if !match {
		return nil, err
	}
	return []string{f.name}, nil
}
