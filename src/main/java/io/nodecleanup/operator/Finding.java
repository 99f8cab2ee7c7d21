package io.nodecleanup.operator;

import io.nodecleanup.api.v1alpha1.Condition;

/** What a condition is going to say: its status, reason and message. */
record Finding(Condition.Status status, String reason, String message) {}
