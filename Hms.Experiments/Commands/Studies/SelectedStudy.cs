using System.Globalization;
using Hms.Experiments.Configuration;
using Hms.Experiments.Running;
using Hms.Tuning.Analysis;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary>The study of a store that a command looks at, with its trials as they stand.</summary>
internal sealed record SelectedStudy(Study Study, IReadOnlyList<Trial> Trials, RunRecord? Record)
{
    /// <summary>Objective that stands for the duration of a trial.</summary>
    public const string DurationWord = "duration";

    /// <summary>Name of the study.</summary>
    public string Name => Study.Name;

    /// <summary>Reads the study that is named, that of a run, or the only one.</summary>
    public static SelectedStudy Read(string location, string? name)
    {
        using var store = OpenStore.Read(location);
        var study = Find(store, name);
        return new SelectedStudy(study, store.Storage.ReadTrials(study.Id), store.Record);
    }

    /// <summary>All studies of a store; those of a run's folder too.</summary>
    public static IReadOnlyList<SelectedStudy> ReadAll(string location)
    {
        using var store = OpenStore.Read(location);
        var all = store.Storage.ReadStudies();
        return all.Count == 0 ? throw new UserErrorException($"{store.Location} holds no study.") : [.. all.Select(x => new SelectedStudy(x, store.Storage.ReadTrials(x.Id), store.Record))];
    }

    /// <summary>The study that is named, that of a run, or the only one of a store.</summary>
    /// <exception cref="UserErrorException">There is none of that name, none at all, or several without a name given.</exception>
    public static Study Find(OpenStore store, string? name)
    {
        var all = store.Storage.ReadStudies();
        string[] names = [.. all.Select(x => x.Name)];
        if (all.Count == 0) { throw new UserErrorException($"{store.Location} holds no study."); }
        if ((name ?? store.Record?.Experiment) is { } wanted)
        {
            return all.FirstOrDefault(x => x.Name == wanted) ?? throw new UserErrorException($"{store.Location} has no study \"{wanted}\"{Suggestions.Hint(Suggestions.Closest(wanted, names), names)}");
        }
        return all.Count == 1 ? all[0] : throw new UserErrorException($"{store.Location} holds {all.Count} studies; choose one by --study: {string.Join(", ", names)}.");
    }

    /// <summary>The trial of a number.</summary>
    public static Trial FindTrial(IReadOnlyList<Trial> trials, string study, int number) => trials.FirstOrDefault(x => x.Number == number)
        ?? throw new UserErrorException(trials.Count == 0 ? $"Study \"{study}\" has no trials yet." : $"Study \"{study}\" has no trial {number}; it has {trials[0].Number} to {trials[^1].Number}.");

    /// <summary>What to look at: an objective by its number, or the duration.</summary>
    /// <param name="objective">The words of the command line; null for the first objective.</param>
    public AnalysisTarget Target(string? objective)
    {
        if (objective == DurationWord) { return AnalysisTarget.Duration; }
        if (objective is null) { return Target(0); }
        return int.TryParse(objective, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Study.Directions.Count
            ? Target(index)
            : throw new UserErrorException($"--objective {objective} must be a number from 0 to {Study.Directions.Count - 1}, or \"{DurationWord}\".");
    }

    /// <summary>An objective. A sweep of experiments minimises the KL divergence.</summary>
    public AnalysisTarget Target(int index) => AnalysisTarget.Objective(Study.Directions, index, Record is null ? null : "KL");

    /// <summary>The names of the command line, as they stand in the study: whole, or the last part of a path where only one parameter ends so.</summary>
    /// <param name="given">Words of the command line, parted by commas; null for all parameters.</param>
    /// <exception cref="UserErrorException">No completed trial has a parameter of a name.</exception>
    public IReadOnlyList<string>? Parameters(string? given)
    {
        if (given is null) { return null; }
        string[] known = [.. Trials.Where(x => x.State == TrialState.Complete).SelectMany(x => x.Parameters.Select(p => p.Name)).Distinct(StringComparer.Ordinal)];
        return [.. given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(x => Parameter(x, known)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Refuses a study without a completed trial.</summary>
    public SelectedStudy RequireCompleted() => Trials.Any(x => x.State == TrialState.Complete)
        ? this
        : throw new UserErrorException($"Study \"{Name}\" has no completed trial yet ({Trials.Count} trials); let it go on.");

    private string Parameter(string word, string[] known)
    {
        if (known.Contains(word, StringComparer.Ordinal)) { return word; }
        string[] ending = [.. known.Where(x => x.EndsWith("." + word, StringComparison.Ordinal))];
        if (ending.Length == 1) { return ending[0]; }
        var hint = ending.Length > 1 ? $"; several end so, name one whole: {string.Join(", ", ending)}." : Suggestions.Hint(Suggestions.Closest(word, [.. known, .. known.Select(Reporting.Studies.FigureAxis.ShortName)]), known);
        throw new UserErrorException($"Study \"{Name}\" has no parameter \"{word}\"{hint}");
    }
}
