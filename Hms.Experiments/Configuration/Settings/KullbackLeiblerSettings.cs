using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Kullback-Leibler divergence from the votes.</summary>
[Description("Kullback-Leibler divergence from the votes.")]
[Key("kullbackLeibler")]
public sealed record KullbackLeiblerSettings : LossSettings;
