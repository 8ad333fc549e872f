/** Public keys that ssh-keygen made for the tests; their private halves are gone. */
export const publicKeys = {
  ed25519: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO462I3OQKjnaKHu+tWR9CGpqlt6qch3ux8DNZTm5jas alice@laptop",
  rsa2048:
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDDVs4Oz2iFNZVKWQxtw84U7gH7FXqJaBWY51NJrlBNKIALD8hFnerUjgKcw8PX" +
    "UICILiPX0Fg3Go86RcRHcbcg/6e8oFFSJIg2YD5GAKdpbnJNIVxDD4SXtnJfhCu2gnYKKgP9vUPR+/babRMeVUpcfNYWXTV2cYiG" +
    "pA6cbuPDyrnB82g/8j0VqOoQgW4fSdMXOkjdTgvzFOnqC0D7twmvjn8u430ISmGxR73wXn7xKMKfSEfCaF07AUu5CBBJ2PfUNIXF" +
    "CF9qfh6C3WE//tob+lXflbJRz7U6Y5y+QP9c0/C2MEBzMxc8lAOoFbwgH0Jc+ceMchs+738Jb86OYd29 alice@laptop",
  rsa3072:
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDn0vJmZdEvgvHveJ0mPPzivn2JJadd89suDkkkjLzNy7M2IBqYCogwDTVVsdRS" +
    "YO3MpCspxe3Wf8314J4VGhZzwokYCV2KAk7btqgZ1GQ0ayBH4b0Re8zRAuXQ9BLFbxXiNfFRq/BP5RyhO6sbH/hf1BOcp5BrI6Ug" +
    "tHqAWNVu7/A5UYCl9z6djNMoRi1H8KD/ubY1EjfByxKapn6UOGHi00bp767Cy8kn5TQQuxAm7QdRAnrgVDkJ0tOs1P2U33TC79L0" +
    "N/ojGeQlxTpl8oDc4duLfNeK0YBzBm6khbjfiQWVXSv7mgwnIPaqAYO51nKrBQeiQSzbjR+JsMhJyVonxnu5iim8Ut6MPIONB80r" +
    "J50gQs1UBf3rdP10IGXjRB5mOdRvHmeha/RKNb9JItEfyl3Tavr80DUlkf3V6k+eY4+vFETfbOUdx4zv0Vyqe/hblOFOOBsTYgkC" +
    "G/h6W4dY0nepQxTfbA548bFl4XT5yj9hu7TQ3CUg3T/oRDJ7C9k= alice@laptop",
  rsa4096:
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAACAQCFngH3qE4xnOUHEF8ndaju7NIYJHbyqvoLpMqwp+H8wGd5nnpLlsICo0RW5ANp" +
    "l9hHwFaB3akvlGzp+XvMLKss5pUcC8/L3MWaz0GS4PtIy4C81mfN/MqNd3i3Y7/3BvEzT7wOPcpW+T/F5dVu1uHF/or7NkN1AMXS" +
    "vEKnm5O5Gle/oD8MT4MtMWEZQMSPHCWmMv4OTO859fbCV+8b1gt4qEv2qerftppFwYFE9WssUwV+g18ePgrUwQkFntfEs4lBEbkx" +
    "KNj2jzKygzs9Zhj5UUEBiHSsFioGJXqFSBj56lVH/HD4vfhw4RSy7e9lYvB3UTaq+Pe6JAhgWmp8MV6f8YXbhYLq6EcAMR9OVmJ1" +
    "C7eVMGR5ML/Bs4Eau4M4P83ZP+Udec3s7+Vyzbx03/0zTyR7lMiFU36ALIQ37mE6MafWN0zPGTaplmJrsoKMKzgZn0hVfMoO46ow" +
    "whdMqDIaoT97KjEVQF6A1lNcYBG4BTKso42FoHaiHgjJhDtC9gE244hyN9vWcwozch/ImLCs0B/BcGIfPJ/EfxYRbKpx8NlCk0yd" +
    "RQBDlqpPh2KWDRG+YvnABoySRFJROkZhRkd+IK4Ui4KtHYJFxzXAGwM6/wTzU12hgUvV2XZEiI5D2nOm+0z9oiQnJHQ+MRlm57cd" +
    "cXU9bFWr7405+FGc9dKuuw== alice@laptop",
  ecdsa:
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCEEgXJKpqeM5v6TKRgaHNYWzdh7" +
    "bb5eR/92m6tHubwQQvOW32+x5mUWCKUWae9WtLOZMy0xxTF1UNJwSL5nPvE= alice@laptop",
} as const;
