namespace Hms.Transforms; internal static class Placeholder;
