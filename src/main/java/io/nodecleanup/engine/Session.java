package io.nodecleanup.engine;

import com.github.dockerjava.api.DockerClient;

/**
 * An engine as it was found at its socket, and the two ways of asking it, both pinned to one API version: docker-java's typed commands,
 * and raw calls for what those cannot do or drop from the answer.
 */
record Session(EngineInfo info, boolean containerdStore, DockerClient docker, EngineHttp http) {
    /** Whether the engine itself knows this version of the API, be it newer than the one that calls are pinned to. */
    boolean speaks(ApiVersion version) {
        return ApiVersion.parse(info.apiVersion()).compareTo(version) >= 0;
    }

    /** Whether whatever gives an image a name sends an event. */
    boolean tellsOfAllNames() {
        return containerdStore || speaks(ApiVersion.EVENTS_OF_BUILDS);
    }
}
