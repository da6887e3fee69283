package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the cluster as a whole.
 *
 * @param workloadPolicy ours (docs/adr/031): what services may have of their hosts; null for
 *     nothing
 */
@OmitEmpty
public record SwarmSpec(
    String name,
    @Always Map<String, String> labels,
    @Always OrchestrationConfig orchestration,
    @Always RaftConfig raft,
    @Always DispatcherConfig dispatcher,
    @JsonProperty("CAConfig") @Always CaConfig caConfig,
    @Always TaskDefaults taskDefaults,
    @Always EncryptionConfig encryptionConfig,
    @Nullable WorkloadPolicy workloadPolicy) {
  public SwarmSpec {
    name = Values.text(name);
    labels = Values.map(labels);
    orchestration = orchestration == null ? OrchestrationConfig.UNSET : orchestration;
    raft = raft == null ? RaftConfig.UNSET : raft;
    dispatcher = dispatcher == null ? DispatcherConfig.UNSET : dispatcher;
    caConfig = caConfig == null ? CaConfig.UNSET : caConfig;
    taskDefaults = taskDefaults == null ? TaskDefaults.UNSET : taskDefaults;
    encryptionConfig = encryptionConfig == null ? EncryptionConfig.UNSET : encryptionConfig;
    workloadPolicy = WorkloadPolicy.NONE.equals(workloadPolicy) ? null : workloadPolicy;
  }

  /** The policy; one that allows nothing when none is set. */
  public WorkloadPolicy policy() {
    return workloadPolicy == null ? WorkloadPolicy.NONE : workloadPolicy;
  }

  /** Nothing said. */
  public static final SwarmSpec UNSET =
      new SwarmSpec(
          "",
          Map.of(),
          OrchestrationConfig.UNSET,
          RaftConfig.UNSET,
          DispatcherConfig.UNSET,
          CaConfig.UNSET,
          TaskDefaults.UNSET,
          EncryptionConfig.UNSET,
          null);

  public SwarmSpec withName(String name) {
    return with(draft -> draft.name = name);
  }

  public SwarmSpec withLabels(Map<String, String> labels) {
    return with(draft -> draft.labels = labels);
  }

  public SwarmSpec withOrchestration(OrchestrationConfig orchestration) {
    return with(draft -> draft.orchestration = orchestration);
  }

  public SwarmSpec withRaft(RaftConfig raft) {
    return with(draft -> draft.raft = raft);
  }

  public SwarmSpec withDispatcher(DispatcherConfig dispatcher) {
    return with(draft -> draft.dispatcher = dispatcher);
  }

  public SwarmSpec withCaConfig(CaConfig caConfig) {
    return with(draft -> draft.caConfig = caConfig);
  }

  public SwarmSpec withEncryptionConfig(EncryptionConfig encryptionConfig) {
    return with(draft -> draft.encryptionConfig = encryptionConfig);
  }

  public SwarmSpec withWorkloadPolicy(@Nullable WorkloadPolicy workloadPolicy) {
    return with(draft -> draft.workloadPolicy = workloadPolicy);
  }

  private SwarmSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private String name;
    private Map<String, String> labels;
    private OrchestrationConfig orchestration;
    private RaftConfig raft;
    private DispatcherConfig dispatcher;
    private CaConfig caConfig;
    private TaskDefaults taskDefaults;
    private EncryptionConfig encryptionConfig;
    private @Nullable WorkloadPolicy workloadPolicy;

    Draft(SwarmSpec from) {
      name = from.name;
      labels = from.labels;
      orchestration = from.orchestration;
      raft = from.raft;
      dispatcher = from.dispatcher;
      caConfig = from.caConfig;
      taskDefaults = from.taskDefaults;
      encryptionConfig = from.encryptionConfig;
      workloadPolicy = from.workloadPolicy;
    }

    SwarmSpec made() {
      return new SwarmSpec(
          name,
          labels,
          orchestration,
          raft,
          dispatcher,
          caConfig,
          taskDefaults,
          encryptionConfig,
          workloadPolicy);
    }
  }
}
