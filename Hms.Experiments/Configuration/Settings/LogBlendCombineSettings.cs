using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A weighted product: softmax of weights times logarithms plus a bias of each class, fitted by KL divergence.</summary>
[Description("A weighted product: softmax of weights times logarithms plus a bias of each class, fitted by KL divergence.")]
[Key("logBlend")]
public sealed record LogBlendCombineSettings : CombineSettings;
