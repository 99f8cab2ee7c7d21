//go:build tools

// Package tools names the programs that dev/tools builds, so that go.mod and go.sum pin all they need.
package tools

import (
	_ "helm.sh/helm/v4/cmd/helm"
)
