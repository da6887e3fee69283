package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogLab.Running;
import io.jswarm.raftstore.log.LogScene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One append that fails makes Ratis fail all after it: the member must not stay behind for that.
 */
class StalledFollowerTest extends LogScene<RatisLab> {
  @TempDir Path directory;

  @Override
  protected RatisLab newLab() {
    return new RatisLab(directory, RatisLogTest.EAGER);
  }

  @Test
  void aFollowerWhoseAppendsFailSaysSoAndCatchesUpWhenStartedAgain() throws IOException {
    List<Running> all = three();
    Running leader = leaderOf(all);
    Running stuck = followersOf(all).getFirst();
    propose(leader, "a", 10);
    awaitSame(all, texts("a", 10));
    breakAppendsOf(stuck.id(), leader.id());
    propose(leader, "b", 200); // the leader drops most of what the follower lacks, for a snapshot

    lab.await("it says so", () -> hasStalled(stuck));
    // a snapshot may have brought most of it, but none is taken of the last
    assertThat(stuck.recorder().applied()).doesNotContain("b199");
    lab.stop(stuck.id());
    Running again = lab.again(stuck.id());
    List<String> expected = new ArrayList<>(texts("a", 10));
    expected.addAll(texts("b", 200));
    awaitSame(List.of(leader, again), expected);
    propose(leader, "c", 5);
    expected.addAll(texts("c", 5));
    awaitSame(List.of(leader, again), expected);
    assertThat(leader.recorder().leads()).isTrue();
    assertThat(stuck.recorder().events()).filteredOn(StalledFollowerTest::isStall).hasSize(1);
  }

  private static boolean hasStalled(Running member) {
    return member.recorder().events().stream().anyMatch(StalledFollowerTest::isStall);
  }

  private static boolean isStall(String event) {
    return event.contains(LogStalled.class.getSimpleName());
  }

  /** Sends what no leader sends, in its name: an entry of a term before that of the last one. */
  private void breakAppendsOf(String memberId, String leaderId) throws IOException {
    RaftServer server = lab.server(memberId);
    RaftGroupId group = server.getGroupIds().iterator().next();
    TermIndex last = server.getDivision(group).getRaftLog().getLastEntryTermIndex();
    long term = server.getDivision(group).getInfo().getCurrentTerm();
    AppendEntriesRequestProto request =
        AppendEntriesRequestProto.newBuilder()
            .setServerRequest(
                RaftRpcRequestProto.newBuilder()
                    .setRequestorId(RaftPeerId.valueOf(leaderId).toByteString())
                    .setReplyId(server.getId().toByteString())
                    .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(group.toByteString())))
            .setLeaderTerm(term)
            .setPreviousLog(last.toProto())
            .addEntries(
                LogEntryProto.newBuilder()
                    .setTerm(last.getTerm() - 1)
                    .setIndex(last.getIndex() + 1)
                    .setStateMachineLogEntry(StateMachineLogEntryProto.getDefaultInstance()))
            .build();
    assertThat(server.appendEntriesAsync(request)).failsWithin(RatisLab.PATIENCE);
  }
}
