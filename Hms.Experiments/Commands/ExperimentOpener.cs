using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;

namespace Hms.Experiments.Commands;

/// <summary>Opens one experiment of a file for running: all its problems are reported before any work.</summary>
internal static class ExperimentOpener
{
    /// <summary>The experiment, free of problems, and the text of its file.</summary>
    /// <param name="file">Path of the file, as given.</param>
    /// <param name="name">Name of the experiment.</param>
    /// <param name="scale">The scale at which it is run.</param>
    /// <param name="pipelineResult">What its steps may end in.</param>
    /// <param name="recorded">Text of the file as a run has recorded it; null: it is read.</param>
    /// <exception cref="DiagnosticsException">The file, or the experiment's pipeline, has problems.</exception>
    /// <exception cref="UserErrorException">The file has no such experiment.</exception>
    public static (ResolvedExperiment Experiment, string Text) Open(string file, string name, string scale = ExperimentsResult.FullScale, PipelineResult pipelineResult = PipelineResult.Image, string? recorded = null)
    {
        var result = recorded is null ? ExperimentsFile.Load(file) : ExperimentsFile.Parse(recorded, file);
        if (result.HasErrors) { throw new DiagnosticsException(result.Diagnostics); }
        var experiment = result.Find(name, scale);
        var problems = PipelineCheck.Run(experiment, pipelineResult).ToArray();
        return problems.Length == 0 ? (experiment, result.Text) : throw new DiagnosticsException(problems);
    }
}
