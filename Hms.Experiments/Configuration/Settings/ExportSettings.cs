using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What the sweep exports.</summary>
[Description("What the sweep exports.")]
public sealed record ExportSettings
{
    /// <summary>What model is exported.</summary>
    [Description("What model is exported.")]
    public WinnerChoice Winner { get; init; } = WinnerChoice.Folds;
}
