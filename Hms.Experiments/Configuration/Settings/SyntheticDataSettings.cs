using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>EEGs made from a seed, in the competition's layout.</summary>
[Description("EEGs made from a seed, in the competition's layout.")]
[Key("synthetic")]
public sealed record SyntheticDataSettings : DataSettings
{
    /// <summary>Number of patients.</summary>
    [Description("Number of patients.")]
    [Limits(AtLeast = 1)]
    public int Patients { get; init; } = 60;

    /// <summary>Seed of the data: same seed, same bytes.</summary>
    [Description("Seed of the data: same seed, same bytes.")]
    [Limits(AtLeast = 0)]
    public long Seed { get; init; } = 7;
}
