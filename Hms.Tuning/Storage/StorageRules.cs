using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Checks and messages that all storages share.</summary>
internal static class StorageRules
{
    private const int LongestKey = 512;
    private const string FixedKey = "fixed_params";
    private const string ConstraintsKey = "constraints";

    public static void CheckIdentity(StudyIdentity identity, string location)
    {
        var errors = identity.Validate();
        if (errors.Count > 0) { throw new StudyException($"{location}: {string.Join(" ", errors)}"); }
    }

    public static void CheckFirstTrials(IReadOnlyList<ParameterValues>? firstTrials)
    {
        if (firstTrials is not null && firstTrials.Any(x => x is null)) { throw new ArgumentException("A first trial is null; give empty values for one that decides nothing.", nameof(firstTrials)); }
    }

    public static void CheckAdoption(Study study, StudyIdentity identity, IReadOnlyList<Trial> trials, string location)
    {
        if (study.Identity is not null) { throw new StudyException($"{location}: study '{study.Name}' has an identity already."); }
        if (study.Name != identity.Name || !study.Directions.SequenceEqual(identity.Directions))
        {
            throw new StudyException($"{location}: study '{study.Name}' ({string.Join(", ", study.Directions)}) cannot be adopted as '{identity.Name}' ({string.Join(", ", identity.Directions)}); name and direction must be the same.");
        }
        CheckIdentity(identity, location);
        CheckChoices(location, study.Name, trials);
        var space = identity.Space.Parameters.ToDictionary(x => x.Name, x => x.Distribution, StringComparer.Ordinal);
        foreach (var trial in trials)
        {
            foreach (var parameter in trial.Parameters.Where(x => space.TryGetValue(x.Name, out var declared) && !x.Distribution.IsCompatibleWith(declared)))
            {
                throw new StudyException($"{location}: parameter '{parameter.Name}' of study '{study.Name}' is {parameter.Distribution} in trial {trial.Number}, and {space[parameter.Name]} in the space of the sweep; declare it as it is in the study, or begin a new study and bring this one's trials as a warm start.");
            }
        }
    }

    /// <summary>A parameter has the same kind and, for categories, the same choices in all trials of a study; values are stored as indices of choices.</summary>
    public static void CheckChoices(string location, string study, IEnumerable<Trial> trials)
    {
        var first = new Dictionary<string, (ParameterDistribution Distribution, int Number)>(StringComparer.Ordinal);
        foreach (var trial in trials)
        {
            foreach (var parameter in trial.Parameters)
            {
                if (!first.TryGetValue(parameter.Name, out var known)) { first.Add(parameter.Name, (parameter.Distribution, trial.Number)); }
                else if (!ReferenceEquals(known.Distribution, parameter.Distribution) && !known.Distribution.IsCompatibleWith(parameter.Distribution))
                {
                    throw new StudyException($"{location}: parameter '{parameter.Name}' of study '{study}' is {known.Distribution} in trial {known.Number} and {parameter.Distribution} in trial {trial.Number}; in one study a parameter keeps its choices, so that its stored indices mean the same. Copy the trials into a new study whose choices hold all of them.");
                }
            }
        }
    }

    /// <summary>Refuses a copy that cannot become a study.</summary>
    public static void CheckCopy(StudyCopy copy, string location)
    {
        ArgumentNullException.ThrowIfNull(copy);
        if (copy.Directions is null || copy.Trials is null || copy.UserAttributes is null || copy.SystemAttributes is null) { throw new StudyException($"{location}: the study cannot be imported. Its directions, trials or attributes are null; leave out what it does not have."); }
        if (copy.Trials.ToList().FindIndex(x => x?.Trial is null) is >= 0 and var missing) { throw new StudyException($"{location}: the study cannot be imported. Trial {missing} is null."); }
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(copy.Name) || copy.Name.Length > LongestKey) { errors.Add($"Study name '{copy.Name}' must have 1 to {LongestKey} characters."); }
        if (copy.Directions.Count == 0) { errors.Add("A study needs at least one objective."); }
        if (copy.Identity is { } identity)
        {
            errors.AddRange(identity.Validate());
            if (identity.Name != copy.Name || !identity.Directions.SequenceEqual(copy.Directions)) { errors.Add($"The identity is of study '{identity.Name}' ({string.Join(", ", identity.Directions)}), the copy of '{copy.Name}' ({string.Join(", ", copy.Directions)}); change both."); }
        }
        for (var i = 0; i < copy.Trials.Count; i++) { CheckTrial(copy.Trials[i].Trial, i, copy.Directions.Count, errors); }
        if (errors.Count > 0) { throw new StudyException($"{location}: the study cannot be imported. {string.Join(" ", errors.Take(10))}"); }
        CheckChoices(location, copy.Name, copy.Trials.Select(x => x.Trial));
    }

    /// <summary>System attributes that an imported trial gets: those it had, and decided values and constraints where only the trial itself tells them.</summary>
    public static Dictionary<string, string> SystemAttributes(TrialCopy copy)
    {
        var attributes = new Dictionary<string, string>(copy.SystemAttributes, StringComparer.Ordinal);
        var trial = copy.Trial;
        if (!trial.IsFinished && trial.Parameters.Count > 0) { attributes[FixedKey] = FixedParametersJson(trial.Parameters); }
        else if (!attributes.ContainsKey(FixedKey) && (trial.State == TrialState.Waiting || trial.FixedParameters.Count > 0))
        {
            attributes.Add(FixedKey, "{" + string.Join(", ", trial.FixedParameters.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{PythonJson.Text(x.Key)}: {PythonJson.Value(x.Value)}")) + "}");
        }
        if (trial.Constraints.Count > 0 && !attributes.Keys.Any(x => x == ConstraintsKey || x.StartsWith(ConstraintsKey + ":", StringComparison.Ordinal)))
        {
            attributes.Add(ConstraintsKey, ConstraintsJson(trial.Constraints));
        }
        return attributes;
    }

    public static void CheckAttribute(string key, string json)
    {
        if (string.IsNullOrEmpty(key) || key.Length > LongestKey) { throw new ArgumentException($"Attribute name '{key}' must have 1 to {LongestKey} characters.", nameof(key)); }
        try { JsonDocument.Parse(json).Dispose(); }
        catch (JsonException exception) { throw new ArgumentException($"Attribute '{key}' is not JSON: {exception.Message}", nameof(json), exception); }
    }

    public static string FixedParametersJson(IEnumerable<ParameterAssignment> parameters) =>
        "{" + string.Join(", ", parameters.Select(x => $"{PythonJson.Text(x.Name)}: {PythonJson.Value(x.Value)}")) + "}";

    public static StudyException Exists(string location, string name) => new($"{location}: study '{name}' exists already; resume it or choose another name.");

    public static StudyException NoTrial(string location, long trialId) => new($"{location}: there is no trial with key {trialId}.");

    public static StudyException NoStudy(string location, long studyId) => new($"{location}: there is no study with key {studyId}.");

    public static StudyException LeaseLost(string location, TrialLease lease, Trial now) =>
        new($"{location}: attempt {lease.Attempt} of trial {now.Number} may no longer write; the trial is {now.State} in attempt {now.Attempt}.");

    public static StudyException StepTaken(string location, int trial, int step) => new($"{location}: trial {trial} reported step {step} before; each step is reported once (step = fold x epochs + epoch).");

    public static string ConstraintsJson(IReadOnlyList<double> constraints) => PythonJson.Numbers(constraints);

    public static void CheckTerms(LeaseTerms terms)
    {
        if (string.IsNullOrEmpty(terms.Owner) || terms.Owner.Length > LongestKey) { throw new ArgumentException($"Owner '{terms.Owner}' must have 1 to {LongestKey} characters."); }
        if (terms.Duration < TimeSpan.Zero) { throw new ArgumentException($"A lease of {terms.Duration} must not be negative."); }
    }

    public static void CheckObjectives(string location, int trial, int values, int objectives)
    {
        if (values != objectives) { throw new StudyException($"{location}: trial {trial} reported {values} values; its study has {objectives} objectives."); }
    }

    public static StudyException ParameterTaken(string location, Trial trial, ParameterAssignment known, ParameterAssignment given) =>
        new($"{location}: trial {trial.Number} has parameter '{known.Name}' = {ChoiceValue.Show(known.Value)} already; it cannot become {ChoiceValue.Show(given.Value)}.");

    public static StudyException ReadOnly(string location) => new($"{location}: is open for reading only; open it in another mode to change it.");

    public static StudyException Locked(string location, string name) => new($"{location}: study '{name}' is being run by another sweep; wait for it or stop it.");

    public static StudyException Unreadable(string location, Exception error) => new($"{location}: the study holds something that this program cannot read: {error.Message}", error);

    public static StudyException PerhapsDone(string location, string what) =>
        new($"{location}: the connection broke while it was told to {what}, so it may have done so or not; look, and repeat it if not.");

    private static void CheckTrial(Trial trial, int number, int objectives, List<string> errors)
    {
        if (trial.Number != number) { errors.Add($"Trial {trial.Number} stands where {number} is expected; trials are numbered from 0 without gap."); }
        if (!trial.IsFinished) { return; }
        try { new TrialOutcome(trial.State, trial.Values).ThrowIfInvalid(objectives); }
        catch (ArgumentException exception) { errors.Add($"Trial {trial.Number}: {exception.Message}"); }
        if (trial.IntermediateValues.Keys.Any(x => x < 0)) { errors.Add($"Trial {trial.Number} has a negative step."); }
    }
}
