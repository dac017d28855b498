using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Checks and messages that all storages share.</summary>
internal static class StorageRules
{
    private const int LongestKey = 512;

    public static void CheckIdentity(StudyIdentity identity, string location)
    {
        var errors = identity.Validate();
        if (errors.Count > 0) { throw new StudyException($"{location}: {string.Join(" ", errors)}"); }
    }

    public static void CheckFirstTrials(IReadOnlyList<ParameterValues>? firstTrials)
    {
        if (firstTrials is not null && firstTrials.Any(x => x is null)) { throw new ArgumentException("A first trial is null; give empty values for one that decides nothing.", nameof(firstTrials)); }
    }

    public static void CheckAdoption(Study study, StudyIdentity identity, string location)
    {
        if (study.Identity is not null) { throw new StudyException($"{location}: study '{study.Name}' has an identity already."); }
        if (study.Name != identity.Name || !study.Directions.SequenceEqual(identity.Directions))
        {
            throw new StudyException($"{location}: study '{study.Name}' ({string.Join(", ", study.Directions)}) cannot be adopted as '{identity.Name}' ({string.Join(", ", identity.Directions)}); name and direction must be the same.");
        }
        CheckIdentity(identity, location);
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

    public static StudyException StepTaken(string location, Trial trial, int step) => new($"{location}: trial {trial.Number} reported step {step} before; each step is reported once (step = fold x epochs + epoch).");

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
}
