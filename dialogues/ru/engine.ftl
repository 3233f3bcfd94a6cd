### Что бот говорит о себе. Спокойно, коротко, понятно ребёнку 9-11 лет.

disclaimer = <i>Я подсказываю первую помощь при мышечных судорогах. Я не врач и не называю болезней.</i>
not-understood =
    Я не понял. Нажмите кнопку или напишите, например: <i>свело икру, разбудило ночью</i>.
    Кто-то в опасности? Звоните: { $number }.
which-one = Что именно? Нажмите на это ниже. Ничего из этого? Нажмите и это.
you-are-welcome = Пожалуйста! Пишите в любое время.
not-text = Я умею читать только текст. Нажмите кнопку или напишите в нескольких словах, что случилось.
not-private = Я помогаю только в личной переписке. Нажмите на моё имя и напишите мне там.
unknown-command = Я не знаю такой команды. /help покажет, что я умею.
stale-button = Это кнопка из старого сообщения. Мы сейчас вот здесь.
script-changed = Мои подсказки только что улучшили, поэтому начнём сначала. Простите за лишнее нажатие.
something-broke =
    У меня что-то сломалось. Пожалуйста, отправьте это ещё раз.
    Кто-то в опасности? Звоните: { $number }.
too-fast =
    Слишком много сообщений сразу. Подождите, пожалуйста, десять секунд и напишите ещё раз.
    Кто-то в опасности? Звоните: { $number }.
stopped = Я остановился. Напишите мне в любое время или отправьте /cramp, и я снова помогу.
number-unknown = 112 в России, Европе и с большинства мобильных, 911 в Северной Америке

ticked = ✅ { $label }
ticked-done = Готово
ticked-none = Ничего из этого
which-place = Где именно?
which-first = С чего начнём? Нажмите, где хуже всего. Остальное потом.

# Источники
why-nothing = На этом экране нет советов, поэтому и источников нет.
source-entry =
    <b>{ $position }.</b> { $reference }
    <i>{ $finding }</i>
    Можно ли на это положиться: { $certainty }.
    { $link }
source-superseded = Вышло более новое издание: номер { $position }.
source-used = <b>На этом основано:</b> { $advice }.
source-unused = Ни один мой совет на этом не основан.
advice-about = { $advice } ({ $subjects })
line-evidence = <i>Источники: { $sources } в /sources</i>
certainty-high = да
certainty-moderate = скорее всего, да
certainty-low = не вполне, может оказаться не так
certainty-very-low = пока нет, это очень неточно

# История
history-empty = Здесь пока ничего нет. Следующую судорогу я запишу.
history-line = • { $when }: { $what }
reminder-sent = Напоминание перед сном
reminder-skipped = Напоминание пропущено: я был выключен
reminder-done = Растяжка перед сном сделана
reminder-not-tonight = В этот вечер без растяжки

# Напоминание
reminder-line = <b>Каждый вечер в { $time }</b>, часовой пояс { $zone }. Там сейчас { $now }.
reminder-days = <b>В { $time }</b> по дням: { $days }. Часовой пояс { $zone }. Там сейчас { $now }.
reminder-fixed = Я знаю ваши часы, но не место. Когда часы переведут, скажите мне снова или напишите город.
reminder-no-days = Не выбран ни один день, поэтому напоминаний не будет.
reminder-none = Сейчас напоминания нет.
reminder-not-a-time = Не получилось понять время. Напишите его так: <i>22:30</i>.
reminder-not-a-zone = Я не знаю такого места. Напишите город побольше рядом с вами, например <i>Самара</i>. Или напишите, что сейчас показывают ваши часы, например <i>22:15</i>.
which-city = Таких городов несколько. Какой из них ваш? Если его здесь нет, напишите город побольше рядом с вами или что показывают ваши часы.
city-choice = { $flag } { $city } ({ $zone })
location-not-now =
    Место мне нужно только для напоминания перед сном: /remind. Помощь туда я прислать не могу.
    Кому-то грозит опасность? Звоните: { $number }.
location-at-sea = Это место в море, и я не знаю, который там час. Напишите, что показывают ваши часы, например <i>22:15</i>.
place-key = 📍 Отправить геопозицию
place-key-here = Или нажмите кнопку внизу: она отправит мне вашу геопозицию. Я сохраню только часовой пояс.
place-key-away = Кнопка с геопозицией больше не нужна, я её убираю.
place-key-thanks = Спасибо. Я сохраняю часовой пояс, а не место.
day-mon = Пн
day-tue = Вт
day-wed = Ср
day-thu = Чт
day-fri = Пт
day-sat = Сб
day-sun = Вс
countdown = { $bar } { $seconds } с
guide-hold =
    <b>Держите.</b> { $side }, { $repetition } из { $repetitions }
    { $bar } { $seconds } с
guide-rest =
    <b>Отдых.</b> { $side }, сделано { $repetition } из { $repetitions }
    { $bar } { $seconds } с
guide-paused =
    <b>Пауза.</b> { $side }, { $repetition } из { $repetitions }
    { $bar } { $seconds } с
guide-go-on = Дальше
guide-left = Левая сторона
guide-right = Правая сторона
reminder-goes-on = Хорошо, напоминаю дальше. Спокойной ночи.
evening-streak =
    { $count ->
        [one] Вы делали растяжку { $count } вечер подряд.
        [few] Вы делали растяжку { $count } вечера подряд.
       *[many] Вы делали растяжку { $count } вечеров подряд.
    }
evening-quiet =
    { $count ->
        [one] { $count } ночь без судорог.
        [few] { $count } ночи без судорог.
       *[many] { $count } ночей без судорог.
    }
evening-cramp = Прошлой ночью у вас была судорога.
evening-places = Растяжки выбраны по месту ваших последних судорог: { $places }.
review-done =
    { $evenings ->
        [one] Из { $evenings } вечера растяжка сделана в { $count }.
       *[many] Из { $evenings } вечеров растяжка сделана в { $count }.
    }
review-rates = Судорог в неделю, насколько вы мне рассказали: { $before } в прошлые недели, { $after } с тех пор.
review-after = Судорог в неделю с тех пор, насколько вы мне рассказали: { $after }. Как было раньше, я не знаю.
decimal = { $whole },{ $tenth }
reminder-switched-off = Вечернее напоминание выключено. /remind включит его снова.
reminder-done-thanks = Отлично. Спокойной ночи.
reminder-not-tonight-answer = Хорошо, сегодня не надо. Спокойной ночи.
reminder-later-answer = Хорошо. Напомню ещё раз через полчаса.

# Постоянные кнопки
nav-emergency = 🚨 Экстренно
nav-back = Назад
nav-restart = Начать заново

# Меню
command-start = Начать
command-cramp = Свело мышцу
command-emergency = Номер скорой и первые шаги
command-stretch = Показать растяжку
command-remind = Напоминание о растяжке перед сном
command-history = Мои судороги
command-sources = На чём основаны советы
command-myths = Что не помогает и почему
command-settings = Настройки напоминания
command-language = Язык · Language · Idioma
command-help = Что я умею
command-privacy = Что я о вас храню
command-export = Всё, что вы храните, файлами
command-forget = Удалить всё обо мне
command-cancel = Остановить разговор
