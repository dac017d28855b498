using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A weighted mean: weights of at least 0 that sum to 1, fitted by KL divergence.</summary>
[Description("A weighted mean: weights of at least 0 that sum to 1, fitted by KL divergence.")]
[Key("weighted")]
public sealed record WeightedCombineSettings : CombineSettings;
