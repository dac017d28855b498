using System.Text.Json.Serialization;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>One run of a comparison.</summary>
/// <param name="Name">What it is called here; no two are called the same.</param>
/// <param name="Source">Its record and predictions.</param>
/// <param name="Evaluation">What its predictions say, over all rows that it predicts.</param>
internal sealed record ComparedRun(string Name, [property: JsonIgnore] RunPredictions Source, ModelEvaluation Evaluation)
{
    /// <summary>Folder of the run.</summary>
    public string Path => Source.Run.Path;

    /// <summary>Name of the experiment.</summary>
    public string Experiment => Source.Record.Experiment;

    /// <summary>Scale at which it was run.</summary>
    public string Scale => Source.Record.Scale;

    /// <summary>Trial of a sweep; null for a run that is no sweep.</summary>
    public int? Trial => Source.Trial;

    /// <summary>Hash of its data.</summary>
    public string DataHash => Source.Record.DataHash;

    /// <summary>Its predictions under its name.</summary>
    [JsonIgnore]
    public ComparedPredictions Compared => Source.Compared with { Name = Name };
}
