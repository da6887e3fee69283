package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinRequest;
import io.jswarm.api.model.Peer;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.worker.engine.sim.SimEngine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** A node whose every answer a test can set, and which remembers what it was asked. */
final class FakeNode {
  static final String ID = "uskdyiq4oq2xhy5njascn3cst";
  static final Standing.Membership MEMBERSHIP =
      new Standing.Membership(ID, "10.98.0.1", List.of(new Peer(ID, "10.98.0.1:2377")));

  final EventHub events = new EventHub();
  final SimEngine engine = new SimEngine(2, 4L << 30, Clock.systemUTC());
  final List<Command> commands = new ArrayList<>();
  final List<Object> steps = new ArrayList<>();
  volatile Standing standing = new Standing.Manager(MEMBERSHIP, "");
  volatile ClusterImage image = ClusterImage.EMPTY;
  volatile String leaderId = ID;
  volatile Function<Command, CommandResult> decide =
      _ -> new CommandResult.Done("m441i3a2ph4cbvbvl8pxwwari", 7, List.of());
  volatile NodeLife.Outcome outcome = new NodeLife.Outcome.Done(ID);
  volatile TaskLogs logs = (_, _, _) -> {};

  ApiPorts ports() {
    LocalNode local =
        new LocalNode(
            new AnnouncingEngine(engine, events, Clock.systemUTC()),
            "JSWA:RM00",
            "sw-h1",
            List.of("zone=a"),
            List.of(),
            new LocalNode.Product("0.1.0", "abc1234", "2026-11-22T00:00:00Z"));
    return new ApiPorts(
        _ -> new ClusterView(image, leaderId, new TreeSet<>()),
        this::submit,
        (ids, options, sink) -> logs.stream(ids, options, sink),
        life(),
        local,
        events);
  }

  private synchronized CommandResult submit(Command command, long deadlineNanos) {
    commands.add(command);
    return decide.apply(command);
  }

  private NodeLife life() {
    return new NodeLife(
        () -> standing, this::init, this::join, force -> step("leave " + force), this::step);
  }

  private NodeLife.Outcome init(InitRequest request) {
    return step(request);
  }

  private NodeLife.Outcome join(JoinRequest request) {
    return step(request);
  }

  private synchronized NodeLife.Outcome step(Object asked) {
    steps.add(asked);
    return outcome;
  }

  /** From now on every command is refused so. */
  void refuse(Refusal.Kind kind, String message) {
    decide = _ -> new CommandResult.Refused(new Refusal(kind, message));
  }

  /** Every task says one line. */
  void oneLineEach(String nodeId, String text) {
    logs =
        (ids, _, sink) -> {
          for (String id : ids) {
            sink.lines(
                new LogMessage.Chunk(
                    1,
                    id,
                    nodeId,
                    List.of(
                        new LogMessage.Line(
                            Instant.parse("2026-11-22T00:23:43.263440461Z"),
                            false,
                            Bytes.ofText(text))),
                    Map.of("team", "a b")));
          }
        };
  }
}
