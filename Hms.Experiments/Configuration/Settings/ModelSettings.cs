using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What learns: a network, or a learner of features.</summary>
[Description("What learns: a network, or a learner of features.")]
public sealed record ModelSettings : ICheckedSettings
{
    private const string SignalNetwork = "eegnet";

    /// <summary>Name of the network; not set: a learner is named.</summary>
    [Description("Name of the network; not set: a learner is named.")]
    [KnownNames("eegnet", "efficientnet_b0", "efficientnet_b1", "resnet34d", "small_cnn", "tf_efficientnet_b0", "tf_efficientnet_b1")]
    public string? Network { get; init; }

    /// <summary>What learns from features instead of a network; not set: a network is named.</summary>
    [Description("What learns from features instead of a network; not set: a network is named.")]
    public LearnerSettings? Learner { get; init; }

    /// <summary>Share of the features before the last layer that a training step drops.</summary>
    [Description("Share of the features before the last layer that a training step drops.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Dropout { get; init; } = 0;

    /// <summary>Share of rows for which a training step leaves out a residual block, rising from 0 at the first block to this at the last (stochastic depth).</summary>
    [Description("Share of rows for which a training step leaves out a residual block, rising from 0 at the first block to this at the last (stochastic depth).")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double DropPath { get; init; } = 0;

    /// <summary>How the last feature map is summed up: its mean, or a generalised mean with a learnt exponent.</summary>
    [Description("How the last feature map is summed up: its mean, or a generalised mean with a learnt exponent.")]
    public PoolingChoice Pooling { get; init; } = PoolingChoice.Avg;

    /// <summary>A .safetensors file of weights to start from, relative to this file; not set: weights are drawn from the seed.</summary>
    [Description("A .safetensors file of weights to start from, relative to this file; not set: weights are drawn from the seed.")]
    [Form(@"\S", "the path of a .safetensors file")]
    [Fixed("the file's hash is part of what a study is resumed by")]
    public string? Weights { get; init; }

    /// <summary>Sizes of the network eegnet; not set: those of its paper.</summary>
    [Description("Sizes of the network eegnet; not set: those of its paper.")]
    public EegNetSettings? EegNet { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Network is not null && EegNet is not null && Network != SignalNetwork)
        {
            yield return new SettingsProblem($"the sizes of eegnet are not read by network {Network}; leave them out, or choose network {SignalNetwork}.", "eegNet", "network");
        }
        if (DropPath > 0 && Network == SignalNetwork)
        {
            yield return new SettingsProblem($"dropPath leaves out residual blocks, which network {SignalNetwork} has not; leave it out, or use dropout.", "dropPath", "network");
        }
        if (Network is null && Learner is null) { yield return new SettingsProblem("a model needs a \"network\" or a \"learner\".", "network", "learner") { Code = DiagnosticCodes.MissingKey }; }
        if (Network is not null && Learner is not null)
        {
            yield return new SettingsProblem("a model is either a \"network\" or a \"learner\", not both; write null for the one that is inherited and not wanted.", "learner", "network");
        }
    }
}
