using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Multiplies values by a factor and adds an offset.</summary>
[Description("Multiplies values by a factor and adds an offset.")]
[Key("scale")]
public sealed record ScaleStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Every value is multiplied by it; not 0. Microvolts are often divided by 32: 0.03125.</summary>
    [Description("Every value is multiplied by it; not 0. Microvolts are often divided by 32: 0.03125.")]
    [Limits(AtLeast = -1e9, AtMost = 1e9)]
    public required double Factor { get; init; }

    /// <summary>Added after multiplying.</summary>
    [Description("Added after multiplying.")]
    [Limits(AtLeast = -1e9, AtMost = 1e9)]
    public double Offset { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if ((float)Factor == 0) { yield return new SettingsProblem("factor 0 would erase every value; leave the step out or write another factor.", "factor"); }
    }
}
