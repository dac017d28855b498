using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Where trials run several folds as "foldEpoch", else as "successiveHalving", with their defaults.</summary>
[Description("Where trials run several folds as \"foldEpoch\", else as \"successiveHalving\", with their defaults.")]
[Key("auto")]
public sealed record AutoPrunerSettings : PrunerSettings;
