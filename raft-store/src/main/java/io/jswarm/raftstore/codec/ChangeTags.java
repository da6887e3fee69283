package io.jswarm.raftstore.codec;

import io.jswarm.raftstore.image.Change;

/** The numbers of the kinds of change. They are part of the format: never change or re-use one. */
final class ChangeTags {
  static final int PUT_TASK = 7;
  static final int ASSIGN_TASK = 11;

  private ChangeTags() {}

  static int of(Change change) {
    return switch (change) {
      case Change.PutCluster _ -> 1;
      case Change.PutNode _ -> 2;
      case Change.RemoveNode _ -> 3;
      case Change.SetNodeStatus _ -> 4;
      case Change.PutService _ -> 5;
      case Change.RemoveService _ -> 6;
      case Change.PutTask _ -> PUT_TASK;
      case Change.RemoveTask _ -> 8;
      case Change.SetTaskStatus _ -> 9;
      case Change.SetTaskDesired _ -> 10;
      case Change.AssignTask _ -> ASSIGN_TASK;
      case Change.PutNetwork _ -> 12;
      case Change.RemoveNetwork _ -> 13;
      case Change.PutSecret _ -> 14;
      case Change.RemoveSecret _ -> 15;
      case Change.PutConfig _ -> 16;
      case Change.RemoveConfig _ -> 17;
      case Change.PutMember _ -> 18;
      case Change.RemoveMember _ -> 19;
      case Change.PutRevoked _ -> 20;
      case Change.ExpireRevoked _ -> 21;
      case Change.PutRequest _ -> 22;
      case Change.ExpireRequests _ -> 23;
      case Change.PutBlock _ -> 24;
      case Change.RemoveBlock _ -> 25;
      case Change.ExpireFreed _ -> 26;
      case Change.RenamePayload _ -> 27;
      case Change.PutVolume _ -> 28;
      case Change.RemoveVolume _ -> 29;
    };
  }

  static Class<? extends Change> type(int tag) {
    return switch (tag) {
      case 1 -> Change.PutCluster.class;
      case 2 -> Change.PutNode.class;
      case 3 -> Change.RemoveNode.class;
      case 4 -> Change.SetNodeStatus.class;
      case 5 -> Change.PutService.class;
      case 6 -> Change.RemoveService.class;
      case PUT_TASK -> Change.PutTask.class;
      case 8 -> Change.RemoveTask.class;
      case 9 -> Change.SetTaskStatus.class;
      case 10 -> Change.SetTaskDesired.class;
      case ASSIGN_TASK -> Change.AssignTask.class;
      case 12 -> Change.PutNetwork.class;
      case 13 -> Change.RemoveNetwork.class;
      case 14 -> Change.PutSecret.class;
      case 15 -> Change.RemoveSecret.class;
      case 16 -> Change.PutConfig.class;
      case 17 -> Change.RemoveConfig.class;
      case 18 -> Change.PutMember.class;
      case 19 -> Change.RemoveMember.class;
      case 20 -> Change.PutRevoked.class;
      case 21 -> Change.ExpireRevoked.class;
      case 22 -> Change.PutRequest.class;
      case 23 -> Change.ExpireRequests.class;
      case 24 -> Change.PutBlock.class;
      case 25 -> Change.RemoveBlock.class;
      case 26 -> Change.ExpireFreed.class;
      case 27 -> Change.RenamePayload.class;
      case 28 -> Change.PutVolume.class;
      case 29 -> Change.RemoveVolume.class;
      default -> throw new UnreadableException("the round has a change of an unknown kind: " + tag);
    };
  }
}
