/**
 * The API {@code nodecleanup.io/v1alpha1} as people and programs see it: {@link io.nodecleanup.api.v1alpha1.CleanupPolicy},
 * written by people, and {@link io.nodecleanup.api.v1alpha1.NodeCleanup}, written by the agent of each node.
 *
 * <p>Knows nothing else of this project. The CRDs in {@code crds/} are generated from these types, and a test fails when they drift.
 * Enumerations are {@code String} here and enumerated in the schema alone: one unknown value, written by a newer version, would end
 * the operator's watch for good.
 *
 * <p>Data flow: YAML → API server (schema, CEL) → these records → {@code policy} (rules or problems) → operator and agent; and back as
 * the two status records.
 */
package io.nodecleanup.api.v1alpha1;
