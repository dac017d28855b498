using Hms.Training.Networks;

namespace Hms.Training.Loop;

/// <summary>What a training leaves: weights in plain memory and what happened; no Torch tensor.</summary>
internal sealed record TrainingResult(NetworkSpec Spec, NetworkWeights Weights, TrainingSummary Summary);
