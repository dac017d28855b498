namespace Hms.Training.Checkpoints;

/// <summary>One block of bytes of a checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record CheckpointBlock(string Name, long Bytes);
