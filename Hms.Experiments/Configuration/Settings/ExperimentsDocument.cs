using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Experiments for the program hms. Any value of transforms, model and training may be a range {range: [low, high], log, step} or a choice {choice: [...]}.</summary>
[Description("Experiments for the program hms. Any value of transforms, model and training may be a range {range: [low, high], log, step} or a choice {choice: [...]}.")]
public sealed record ExperimentsDocument
{
    /// <summary>Address of the JSON Schema of this file.</summary>
    [Description("Address of the JSON Schema of this file.")]
    [Key("$schema")]
    [Fixed("it is an address")]
    public string? Schema { get; init; }

    /// <summary>Where the recordings of all experiments come from; an experiment may have its own.</summary>
    [Description("Where the recordings of all experiments come from; an experiment may have its own.")]
    [Fixed("all trials must see the same rows")]
    public DataSettings? Data { get; init; }

    /// <summary>The experiments by name.</summary>
    [Description("The experiments by name.")]
    [MinimumCount(1)]
    [Form("^[A-Za-z0-9][A-Za-z0-9._-]*$", "letters, digits, dots, hyphens and underscores, beginning with a letter or digit")]
    public required IReadOnlyDictionary<string, ExperimentDeclaration> Experiments { get; init; } = new Dictionary<string, ExperimentDeclaration>();

    /// <summary>Ensembles of the experiments by name; no experiment has the same name.</summary>
    [Description("Ensembles of the experiments by name; no experiment has the same name.")]
    [Form("^[A-Za-z0-9][A-Za-z0-9._-]*$", "letters, digits, dots, hyphens and underscores, beginning with a letter or digit")]
    public IReadOnlyDictionary<string, EnsembleSettings> Ensembles { get; init; } = new Dictionary<string, EnsembleSettings>();

    /// <summary>Scales by name, at which all experiments can be run. "full" is always there and changes nothing.</summary>
    [Description("Scales by name, at which all experiments can be run. \"full\" is always there and changes nothing.")]
    [Form("^[A-Za-z0-9][A-Za-z0-9._-]*$", "letters, digits, dots, hyphens and underscores, beginning with a letter or digit")]
    public IReadOnlyDictionary<string, ScaleSettings> Scales { get; init; } = new Dictionary<string, ScaleSettings>();
}
