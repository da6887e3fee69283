package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Refuses negative numbers where Docker's types have no sign, in the words of Go's decoder. */
final class UnsignedNumbers {
  private UnsignedNumbers() {}

  private record Member(String owner, List<String> path, String type) {}

  private static final List<Member> OF_SERVICES =
      List.of(
          of("ReplicatedService", "Mode.Replicated.Replicas", "uint64"),
          of("ReplicatedJob", "Mode.ReplicatedJob.MaxConcurrent", "uint64"),
          of("ReplicatedJob", "Mode.ReplicatedJob.TotalCompletions", "uint64"),
          of("UpdateConfig", "UpdateConfig.Parallelism", "uint64"),
          of("UpdateConfig", "RollbackConfig.Parallelism", "uint64"),
          of("RestartPolicy", "TaskTemplate.RestartPolicy.MaxAttempts", "uint64"),
          of("Placement", "TaskTemplate.Placement.MaxReplicas", "uint64"),
          of("TaskSpec", "TaskTemplate.ForceUpdate", "uint64"),
          of("PortConfig", "EndpointSpec.Ports.TargetPort", "uint32"),
          of("PortConfig", "EndpointSpec.Ports.PublishedPort", "uint32"));

  private static final List<Member> OF_SWARMS =
      List.of(
          of("RaftConfig", "Raft.SnapshotInterval", "uint64"),
          of("RaftConfig", "Raft.KeepOldSnapshots", "uint64"),
          of("RaftConfig", "Raft.LogEntriesForSlowFollowers", "uint64"),
          of("CAConfig", "CAConfig.ForceRotate", "uint64"));

  private static Member of(String owner, String path, String type) {
    return new Member(owner, List.of(path.split("\\.", -1)), type);
  }

  static void checkService(JsonNode spec) {
    OF_SERVICES.forEach(member -> check(member, 0, spec));
  }

  static void checkSwarm(JsonNode spec) {
    OF_SWARMS.forEach(member -> check(member, 0, spec));
  }

  private static void check(Member member, int depth, JsonNode at) {
    if (at.isArray()) {
      at.forEach(each -> check(member, depth, each));
    } else if (depth < member.path.size()) {
      check(member, depth + 1, at.path(member.path.get(depth)));
    } else if (at.isNumber() && at.asString().startsWith("-")) {
      throw ApiError.badRequest(
          "json: cannot unmarshal number %s into Go struct field %s.%s of type %s"
              .formatted(at.asString(), member.owner, String.join(".", member.path), member.type));
    }
  }
}
