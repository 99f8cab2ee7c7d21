package io.nodecleanup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The {@code limits} block. A limit that is null is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsSpec(
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "A scheduled run that would remove more than this share of the bytes of the node's images and build cache"
                        + " removes nothing, and reports its plan. Runs on request or for want of space are not limited.")
        Integer maxRemovedPercent) {}
