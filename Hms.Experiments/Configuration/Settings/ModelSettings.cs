using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What learns: a network, or a learner of features.</summary>
[Description("What learns: a network, or a learner of features.")]
public sealed record ModelSettings : ICheckedSettings
{
    /// <summary>Name of the network; not set: a learner is named.</summary>
    [Description("Name of the network; not set: a learner is named.")]
    [KnownNames("efficientnet_b0", "efficientnet_b1", "small_cnn", "tf_efficientnet_b0", "tf_efficientnet_b1")]
    public string? Network { get; init; }

    /// <summary>What learns from features instead of a network; not set: a network is named.</summary>
    [Description("What learns from features instead of a network; not set: a network is named.")]
    public LearnerSettings? Learner { get; init; }

    /// <summary>Share of the features before the last layer that a training step drops.</summary>
    [Description("Share of the features before the last layer that a training step drops.")]
    [Limits(AtLeast = 0, LessThan = 1)]
    public double Dropout { get; init; } = 0;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Network is null && Learner is null) { yield return new SettingsProblem("a model needs a \"network\" or a \"learner\".", "network", "learner") { Code = DiagnosticCodes.MissingKey }; }
        if (Network is not null && Learner is not null)
        {
            yield return new SettingsProblem("a model is either a \"network\" or a \"learner\", not both; write null for the one that is inherited and not wanted.", "learner", "network");
        }
    }
}
