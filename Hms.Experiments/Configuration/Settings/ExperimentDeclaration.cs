using System.ComponentModel;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>An experiment as it is written: it may extend another one.</summary>
[Description("An experiment as it is written: it may extend another one.")]
public sealed record ExperimentDeclaration : ExperimentSettings
{
    /// <summary>Name of the experiment whose values hold where this one is silent. Objects merge key by key, a list replaces the list.</summary>
    [Description("Name of the experiment whose values hold where this one is silent. Objects merge key by key, a list replaces the list.")]
    [Fixed("it is a name")]
    public string? Extends { get; init; }

    /// <summary>Single values by path, for example normalize.scope or training.epochs; a step is addressed by its kind, or by its id where a kind occurs twice.</summary>
    [Description("Single values by path, for example normalize.scope or training.epochs; a step is addressed by its kind, or by its id where a kind occurs twice.")]
    public IReadOnlyDictionary<string, JsonNode>? Override { get; init; }
}
