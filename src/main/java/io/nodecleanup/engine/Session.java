package io.nodecleanup.engine;

import com.github.dockerjava.api.DockerClient;

/**
 * An engine as it was found at its socket, and the two ways of asking it, both pinned to one API version: docker-java's typed commands,
 * and raw calls for what those cannot do or drop from the answer.
 */
record Session(EngineInfo info, boolean containerdStore, DockerClient docker, EngineHttp http) {}
