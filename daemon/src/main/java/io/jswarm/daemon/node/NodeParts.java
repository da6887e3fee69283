package io.jswarm.daemon.node;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.net.DataPath;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the node's life is made of.
 *
 * @param dataPaths makes what carries packets for this node, which has this id in its cluster
 * @param steadyClock never set back or forth
 * @param description what the node says of itself, without its TLS roots
 * @param locals the addresses of this machine
 * @param electionTimeout least silence of a leader before a manager here stands for its place
 */
public record NodeParts(
    Path dataRoot,
    Engine engine,
    Function<String, DataPath> dataPaths,
    InstantSource clock,
    InstantSource steadyClock,
    SecureRandom random,
    Supplier<NodeDescription> description,
    Supplier<List<Addresses.Local>> locals,
    Duration electionTimeout) {}
