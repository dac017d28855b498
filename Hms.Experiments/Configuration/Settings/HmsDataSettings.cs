using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>A folder in the competition's layout.</summary>
[Description("A folder in the competition's layout.")]
[Key("hms")]
public sealed record HmsDataSettings : DataSettings
{
    /// <summary>The folder that holds train.csv, train_eegs and train_spectrograms.</summary>
    [Description("The folder that holds train.csv, train_eegs and train_spectrograms.")]
    [Form(@"\S", "the path of a folder")]
    public required string Root { get; init; } = string.Empty;
}
