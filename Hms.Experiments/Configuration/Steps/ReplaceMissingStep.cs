using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Replaces missing samples.</summary>
[Description("Replaces missing samples.")]
[Key("replaceMissing")]
public sealed record ReplaceMissingStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>What replaces a missing sample.</summary>
    [Description("What replaces a missing sample.")]
    public MissingMethod Method { get; init; } = MissingMethod.Mean;

    /// <summary>The constant of method constant.</summary>
    [Description("The constant of method constant.")]
    [Limits]
    public double? Value { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Method == MissingMethod.Constant && Value is null)
        {
            yield return new SettingsProblem("method \"constant\" needs a \"value\".", "method", "value");
        }
        if (Method != MissingMethod.Constant && Value is not null)
        {
            yield return new SettingsProblem("\"value\" is read by method \"constant\" only; write \"method\": \"constant\" or leave the value out.", "value", "method");
        }
    }
}
