//go:build tools

// Package tools names the programs that dev/tools builds, so that go.mod and go.sum pin all they need.
package tools

import (
	_ "github.com/moby/buildkit/cmd/buildctl"
	_ "github.com/moby/buildkit/cmd/buildkitd"
)
