using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Turns electrodes into differences of electrodes.</summary>
[Description("Turns electrodes into differences of electrodes.")]
[Key("montage")]
public sealed record MontageStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>A named montage.</summary>
    [Description("A named montage.")]
    public MontageName? Name { get; init; }

    /// <summary>The differences in order, each written anode-cathode, for example Fp1-F7.</summary>
    [Description("The differences in order, each written anode-cathode, for example Fp1-F7.")]
    [MinimumCount(1)]
    [Form("^[A-Za-z0-9]+-[A-Za-z0-9]+$", "two electrodes joined by a hyphen, for example Fp1-F7")]
    [Fixed("lists may not vary; vary \"name\"")]
    public IReadOnlyList<string>? Pairs { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Name is null == Pairs is null)
        {
            yield return new SettingsProblem(Name is null ? "a montage needs a \"name\" or \"pairs\"." : "a montage has either a \"name\" or \"pairs\", not both.", "pairs", "name");
        }
    }
}
